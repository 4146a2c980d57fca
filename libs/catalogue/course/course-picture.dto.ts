import { ApiProperty } from '@nestjs/swagger';

/** The picture of a course. */
export class CoursePictureResponse {
  @ApiProperty({
    description: 'Address on this site of the picture as WebP; never another picture',
  })
  href!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What can be seen on it, in Dutch; null when it is decorative',
  })
  alternative!: string | null;

  @ApiProperty({ type: 'integer', description: 'In pixels' })
  width!: number;

  @ApiProperty({ type: 'integer', description: 'In pixels' })
  height!: number;
}
